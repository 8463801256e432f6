// Words are kept as they are typed: on the server, or on this device while there is no connection.
import { drop, get, nameFor, names, put, wipe } from './device.js'
import { isLeaving } from './leave.js'
import { say, words } from './say.js'

const WAIT = 2000
const AGAIN = [5000, 15000, 30000, 60000]

const clockNow = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
const csrfOf = (form) => (form ?? document).querySelector('[name="csrfmiddlewaretoken"]')?.value ?? ''

/** Send words to the server, under the signed token that the form carries: 'kept', 'signed-out', 'refused' or 'no-connection', and the time the server says. */
async function send (token, body, csrf, keepalive = false) {
  try {
    const answer = await fetch(`/drafts/${encodeURIComponent(token)}/`, {
      method: 'POST',
      credentials: 'same-origin',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
      body: JSON.stringify(body),
      keepalive
    })
    if (answer.ok) return { state: 'kept', at: (await answer.json().catch(() => ({}))).kept_at }
    if (answer.type === 'opaqueredirect' || [401, 403].includes(answer.status)) return { state: 'signed-out' }
    return { state: answer.status >= 500 ? 'no-connection' : 'refused' }
  } catch {
    return { state: 'no-connection' }
  }
}

class Draft {
  constructor (form, name) {
    this.form = form
    this.token = form.dataset.draftKey
    this.name = name // on this device; the token differs on every load
    this.fields = [...form.querySelectorAll('[data-draft]')]
    if (!this.fields.length) return
    this.base = this.read()
    this.sent = JSON.stringify(this.base)
    this.state = 'still'
    this.tries = 0
    this.place = document.createElement('p')
    this.place.className = 'kept'
    const last = this.fields.at(-1)
    const group = last.closest('.nhsuk-form-group') ?? last
    group.append(this.place)
    form.addEventListener('input', (event) => event.target.matches('[data-draft]') && this.typed())
    form.addEventListener('submit', (event) => this.submitted(event))
    form.addEventListener('alongside:sent', () => drop(this.name))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.save(true))
    window.addEventListener('online', () => this.save())
    window.addEventListener('offline', () => this.unsaved() && this.noConnection())
    window.addEventListener('beforeunload', (event) => {
      if (this.unsaved() && !this.going && !isLeaving()) event.preventDefault()
    })
    this.putBack()
  }

  read () {
    return Object.fromEntries(this.fields.map((field) => [field.name, field.value]))
  }

  unsaved () {
    return JSON.stringify(this.read()) !== this.sent
  }

  typed () {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), WAIT)
  }

  show (name, values = {}, loud = false) {
    const text = words(name, values)
    this.place.textContent = text
    this.place.classList.toggle('kept--waiting', loud)
    if (loud || this.state !== name) say(text)
    this.state = name
  }

  async save (last = false) {
    clearTimeout(this.timer)
    if (this.going || !this.fields.length || !this.unsaved()) return
    const now = this.read()
    const body = { words: now, once: this.form.elements.once?.value ?? '' }
    const small = JSON.stringify(body).length < 60000
    this.running = (this.running ?? Promise.resolve()).then(() => send(this.token, body, csrfOf(this.form), last && small))
    const { state, at } = await this.running
    if (this.going) return
    if (state === 'kept') {
      this.sent = JSON.stringify(now)
      this.tries = 0
      drop(this.name)
      this.show('kept', { time: at ?? clockNow() })
    } else if (state === 'no-connection') {
      await this.noConnection()
      this.timer = setTimeout(() => this.save(), AGAIN[Math.min(this.tries++, AGAIN.length - 1)])
    } else {
      const here = await this.keepHere()
      this.show(state === 'signed-out' && here ? 'signedOut' : 'notKept', {}, true)
    }
  }

  keepHere () {
    return put(this.name, { token: this.token, words: this.read(), base: this.base, at: Date.now(), once: this.form.elements.once?.value ?? '' })
  }

  async noConnection () {
    const here = await this.keepHere()
    this.show(here ? 'noConnection' : 'noConnectionOpen', {}, true)
  }

  async submitted (event) {
    if (event.defaultPrevented) return
    if (!navigator.onLine) {
      event.preventDefault()
      event.stopImmediatePropagation()
      await this.noConnection()
      return
    }
    this.going = true
    clearTimeout(this.timer)
    this.keepHere()
  }

  /** Give back words this device still holds, never over somebody's newer words. */
  async putBack () {
    const kept = await get(this.name)
    if (!kept) return
    const [way] = performance.getEntriesByType('navigation')
    const arrived = way?.type === 'navigate' && way.redirectCount > 0
    const sentAlready = kept.once && this.form.elements.once && kept.once !== this.form.elements.once.value && arrived
    const now = this.read()
    if (sentAlready || JSON.stringify(now) === JSON.stringify(kept.words)) return drop(this.name)
    for (const field of this.fields) {
      const mine = kept.words[field.name]
      if (mine === undefined || mine === field.value) continue
      if (field.value === (kept.base?.[field.name] ?? '') || !field.value) {
        field.value = mine
        this.show('putBack', {}, true)
      } else {
        this.offer(field, mine)
      }
    }
    this.save()
  }

  offer (field, mine) {
    const box = document.createElement('div')
    box.className = 'kept-other'
    const title = document.createElement('strong')
    title.textContent = words('other')
    const said = document.createElement('p')
    said.textContent = mine
    const take = document.createElement('button')
    take.type = 'button'
    take.className = 'nhsuk-button nhsuk-button--secondary'
    take.textContent = words('takeOther')
    take.addEventListener('click', () => {
      field.value = [field.value, mine].filter(Boolean).join('\n\n')
      box.remove()
      field.focus()
      this.typed()
    })
    box.append(title, said, take)
    field.after(box)
  }
}

export function startDrafts () {
  for (const form of document.querySelectorAll('form[data-sign-out]')) form.addEventListener('submit', wipe)
  const forms = [...document.querySelectorAll('form[data-draft-key]')].filter((form) => form.dataset.draftKey)
  const naming = Promise.all(forms.map((form, index) => nameFor(window.location.pathname + (index ? `#${index}` : ''))))
  naming.then((all) => forms.forEach((form, index) => new Draft(form, all[index])))
  const elsewhere = async () => {
    const here = await naming
    for (const name of names().filter((one) => !here.includes(one))) {
      const kept = await get(name)
      if (kept && (await send(kept.token, { words: kept.words, once: kept.once }, csrfOf())).state === 'kept') drop(name)
    }
  }
  window.addEventListener('online', elsewhere)
  elsewhere()
}
