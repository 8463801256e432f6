// The writing aid while somebody writes. A comfort: without it the button sends the form and the hints come with the page.
// Words go to our own server to be looked at, and are kept nowhere.
const WAIT = 1500

class WritingAid {
  constructor (place) {
    this.place = place
    this.box = document.getElementById(place.dataset.writingAid)
    this.button = place.querySelector('button')
    this.hints = place.querySelector('[data-writing-hints]')
    this.said = place.querySelector('[data-writing-said]')
    if (!this.box || !this.button || !this.box.form) return
    this.box.addEventListener('input', () => this.typed())
    this.button.addEventListener('click', (event) => this.pressed(event))
  }

  // Hints come by themselves only after they were asked for once: nobody wants a voice over the shoulder.
  typed () {
    clearTimeout(this.waiting)
    if (this.asked) this.waiting = setTimeout(() => this.check(), WAIT)
  }

  async pressed (event) {
    if (this.plainly) return
    event.preventDefault()
    clearTimeout(this.waiting)
    this.asked = true
    if (await this.check()) return
    // No connection, signed out, or a fault: let the form itself ask, which loses nothing.
    this.plainly = true
    this.button.click()
    this.plainly = false
  }

  async check () {
    this.under?.abort()
    this.under = new AbortController()
    const mine = this.under
    try {
      const answer = await fetch(this.place.dataset.check, {
        method: 'POST',
        credentials: 'same-origin',
        redirect: 'manual',
        headers: { 'X-CSRFToken': this.box.form.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? '' },
        body: new URLSearchParams({ text: this.box.value, field: this.box.name }),
        signal: mine.signal
      })
      if (!answer.ok || !(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) return false
      const piece = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (mine !== this.under) return true
      this.hints.replaceChildren(...piece.body.childNodes)
      const summary = this.hints.querySelector('[data-writing-summary]')?.textContent ?? ''
      if (this.said.textContent !== summary) this.said.textContent = summary
      return true
    } catch (fault) {
      return fault.name === 'AbortError'
    }
  }
}

for (const place of document.querySelectorAll('[data-writing-aid]')) new WritingAid(place)
