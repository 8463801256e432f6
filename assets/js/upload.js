// Sending a file: says at once when it is too big, and shows how far it has got. Without this, the form simply sends.
import { createAll, ErrorSummary } from './design.js'
import { startDrafts } from './drafts.js'
import { startLive } from './live.js'
import { say, words } from './say.js'

function tooBig (form) {
  const most = Number(form.dataset.most || 0)
  return most && [...form.querySelectorAll('input[type="file"]')].some((input) => [...input.files].some((file) => file.size > most))
}

function line (form) {
  const place = document.createElement('div')
  place.className = 'progress'
  place.innerHTML = '<p class="progress__words"></p><progress class="progress__bar" max="100" value="0"></progress>'
  form.append(place)
  const [said, bar] = place.children
  said.textContent = words('sendingFile')
  bar.setAttribute('aria-label', words('sendingFile'))
  return { place, said, bar }
}

function arrive (request, form) {
  if (request.responseURL && (request.status < 400 || new URL(request.responseURL).pathname !== new URL(form.action).pathname)) {
    form.dispatchEvent(new CustomEvent('alongside:sent'))
    window.location.assign(request.responseURL)
    return
  }
  // The same page came back with something to put right: show its main part here, with the summary in focus.
  const page = new DOMParser().parseFromString(request.responseText, 'text/html')
  const [theirs, ours] = [page.querySelector('main'), document.querySelector('main')]
  if (!theirs || !ours) return window.location.assign(form.action)
  document.title = page.title
  ours.replaceChildren(...document.importNode(theirs, true).childNodes)
  createAll(ErrorSummary, ours)
  startUploads()
  startDrafts()
  startLive()
}

const hasFile = (form) => [...form.querySelectorAll('input[type="file"]')].some((input) => input.files.length)

export function startUploads () {
  for (const form of document.querySelectorAll('form[data-upload]')) {
    if (form.isWatched) continue
    form.isWatched = true
    form.addEventListener('submit', (event) => {
      // Without a file there is nothing to wait for, and a button with a name asks for something else than sending.
      if (event.defaultPrevented || event.submitter?.name || !hasFile(form)) return
      event.preventDefault()
      form.querySelector('.progress')?.remove()
      const { place, said, bar } = line(form)
      if (tooBig(form)) {
        event.stopPropagation()
        bar.remove()
        said.textContent = form.dataset.tooBig || ''
        return say(said.textContent)
      }
      say(words('sendingFile'))
      const request = new XMLHttpRequest()
      request.open('POST', form.action)
      request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
        if (!lengthComputable) return
        bar.value = Math.round((loaded / total) * 100)
        said.textContent = loaded < total ? words('sentPart', { part: bar.value }) : words('checkingFile')
      }
      request.onload = () => arrive(request, form)
      request.onerror = () => {
        place.remove()
        const again = line(form)
        again.bar.remove()
        again.said.textContent = words('notSent')
        say(words('notSent'))
        form.dispatchEvent(new CustomEvent('alongside:ready'))
      }
      const data = new FormData(form)
      request.send(data)
    })
  }
}
