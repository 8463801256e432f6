// Reads a part of the page aloud with a voice that lives on the device, so that no word leaves it. Without such a voice there is no button.
const PIECES = 'h1, h2, h3, legend, label, p, .nhsuk-hint'

const voiceFor = (language) =>
  window.speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language))

const sentencesIn = (part) =>
  [...part.querySelectorAll(PIECES)]
    .filter((one) => one.offsetParent !== null && !one.closest('[data-aloud]') && !one.querySelector(PIECES))
    .map((one) => one.textContent.trim())
    .filter(Boolean)

function offer (place) {
  const part = document.querySelector(place.dataset.aloud)
  const button = place.querySelector('button')
  const language = (document.documentElement.lang || 'en').slice(0, 2)
  if (!part || !button || !voiceFor(language)) return
  if (!place.hidden) return
  place.hidden = false
  const read = button.textContent
  const quiet = () => {
    window.speechSynthesis.cancel()
    button.textContent = read
    button.isReading = false
  }
  button.addEventListener('click', () => {
    if (button.isReading) return quiet()
    button.isReading = true
    button.textContent = button.dataset.stop
    const said = sentencesIn(part).map((text) => {
      const one = new window.SpeechSynthesisUtterance(text)
      one.lang = language
      one.voice = voiceFor(language)
      return one
    })
    if (said.length) said[said.length - 1].onend = quiet
    said.forEach((one) => window.speechSynthesis.speak(one))
  })
  window.addEventListener('pagehide', quiet)
}

export function startAloud () {
  if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return
  const look = () => document.querySelectorAll('[data-aloud]').forEach(offer)
  look()
  // Some browsers find their voices a moment later.
  window.speechSynthesis.addEventListener?.('voiceschanged', look)
}
