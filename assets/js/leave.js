// "Leave this page": blanks the page at once, then puts an ordinary site in its place in the history.
import { say } from './say.js'

let leaving = false
export const isLeaving = () => leaving

export function startLeave () {
  const way = document.querySelector('[data-leave]')
  if (!way) return
  const go = () => {
    leaving = true
    document.documentElement.classList.add('is-leaving')
    document.title = way.dataset.going || ' '
    window.location.replace(way.href)
  }
  way.addEventListener('click', (event) => {
    event.preventDefault()
    go()
  })
  let presses = 0
  let timer
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.repeat) {
      if (event.key !== 'Escape') presses = 0
      return
    }
    clearTimeout(timer)
    timer = setTimeout(() => { presses = 0 }, 5000)
    presses += 1
    if (presses === 3) return go()
    say(presses === 1 ? way.dataset.once : way.dataset.twice)
  })
}
