// Words for people come from the page (already in its language); this fetches them and says them quietly to screen readers.
const box = () => document.getElementById('live-words')

export const words = (name, values = {}) => {
  const said = box()?.dataset[name] ?? ''
  return said.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole)
}

export function say (text) {
  const place = box()
  if (!place || !text) return
  place.textContent = ''
  setTimeout(() => { place.textContent = text }, 100)
}
