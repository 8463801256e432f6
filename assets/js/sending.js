// A second tap while a form is on its way is ignored, and the button says so. The server would let it land once anyway.
import { words } from './say.js'

const LONGEST = 8000

export function startSending () {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.onceOnly === 'no' || form.method !== 'post') return
    if (form.isSending) return event.preventDefault()
    if (event.defaultPrevented && !form.matches('[data-upload]')) return
    form.isSending = true
    const button = event.submitter
    const said = button?.textContent
    const ready = () => {
      form.isSending = false
      button?.classList.remove('is-sending')
      button?.removeAttribute('aria-disabled')
      if (button && said && button.dataset.sending) button.textContent = said
    }
    if (button) {
      button.classList.add('is-sending')
      button.setAttribute('aria-disabled', 'true')
      if (button.classList.contains('nhsuk-button')) {
        button.dataset.sending = 'yes'
        button.textContent = words('sending')
      }
    }
    setTimeout(ready, LONGEST)
    window.addEventListener('pageshow', ready, { once: true })
    form.addEventListener('alongside:ready', ready, { once: true })
  })
}
