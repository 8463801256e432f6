// What others do appears without loading the page again. Quiet while the tab is hidden; patient when the connection is poor.
import { createAll, Button, CharacterCount, Checkboxes, PasswordInput, Radios } from './design.js'
import { say, words } from './say.js'

const LONGEST = 60000

/** What a piece says, without what differs on every load or what scripts have added. */
function gist (element) {
  const copy = element.cloneNode(true)
  for (const key of copy.querySelectorAll('[name="csrfmiddlewaretoken"], [name="once"]')) key.remove()
  return copy.outerHTML
}

// Taken before any other script touches the page.
const asSent = new Map()
for (const piece of document.querySelectorAll('[data-live-url][id] > [id]')) asSent.set(piece.id, gist(piece))

/** Somebody is typing in it, or has typed and not sent. */
const isBusy = (element) => (element.contains(document.activeElement) && element.querySelector('form')) ||
  [...element.querySelectorAll('textarea, input[type="text"]')].some((field) => field.value !== field.defaultValue)

class Live {
  constructor (place) {
    this.place = place
    this.wait = 2000
    document.addEventListener('visibilitychange', () => (document.hidden ? this.stop() : this.start(true)))
    window.addEventListener('pagehide', () => this.stop())
    if (!document.hidden) this.start()
  }

  start (missed = false) {
    if (this.source || this.ended) return
    clearTimeout(this.timer)
    if (missed) this.freshen()
    this.source = new EventSource(this.place.dataset.liveUrl)
    this.source.onopen = () => {
      if (this.lost) this.freshen()
      this.lost = false
      this.wait = 2000
    }
    this.source.onmessage = () => this.freshen()
    this.source.onerror = () => {
      this.stop()
      this.lost = true
      if (document.hidden) return
      this.timer = setTimeout(() => this.start(), this.wait + Math.random() * 1000)
      this.wait = Math.min(this.wait * 2, LONGEST)
    }
  }

  stop () {
    clearTimeout(this.timer)
    this.source?.close()
    this.source = null
  }

  /** Several events in a row become one look. */
  freshen () {
    clearTimeout(this.looking)
    if (!this.place.isConnected) {
      this.ended = true
      return this.stop()
    }
    this.looking = setTimeout(() => this.look(), 150)
  }

  async look () {
    let answer
    try {
      answer = await fetch(this.place.dataset.liveFragment || window.location.href, { credentials: 'same-origin', headers: { 'X-Live': '1' } })
    } catch {
      return
    }
    if ([401, 403, 404, 410].includes(answer.status) || answer.redirected) {
      this.ended = true
      this.stop()
      say(words('changed'))
      return
    }
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(this.place.id)
    if (fresh && this.merge(fresh)) say(this.place.dataset.liveWords)
  }

  merge (fresh) {
    let arrived = false
    let before = null
    for (const theirs of fresh.children) {
      if (!theirs.id) continue
      const ours = [...this.place.children].find((child) => child.id === theirs.id)
      const now = gist(theirs)
      if (ours && (asSent.get(theirs.id) === now || isBusy(ours))) {
        before = ours
        continue
      }
      asSent.set(theirs.id, now)
      const copy = document.importNode(theirs, true)
      if (ours) {
        const open = [...ours.querySelectorAll('details')].map((part) => part.open)
        copy.querySelectorAll('details').forEach((part, index) => { part.open = open[index] ?? part.open })
        ours.replaceWith(copy)
      } else {
        arrived = true
        copy.classList.add('is-new')
        copy.addEventListener('animationend', () => copy.classList.remove('is-new'), { once: true })
        if (before) before.after(copy)
        else this.place.prepend(copy)
      }
      ;[Button, CharacterCount, Checkboxes, PasswordInput, Radios].forEach((piece) => createAll(piece, copy))
      before = copy
    }
    const still = new Set([...fresh.children].map((child) => child.id))
    for (const ours of [...this.place.children]) {
      if (ours.id && !still.has(ours.id) && !isBusy(ours)) ours.remove()
    }
    return arrived
  }
}

export function startLive () {
  for (const place of document.querySelectorAll('[data-live-url][id]')) new Live(place)
}
