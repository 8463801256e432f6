// Words kept on this device for this tab while there is no connection: encrypted, with a key that only the server can give again.
const PREFIX = 'alongside.draft:'
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''))

let key
async function ourKey () {
  const given = document.querySelector('meta[name="draft-key"]')?.content
  if (!given || !window.crypto?.subtle) return null
  key ??= await window.crypto.subtle.importKey('raw', bytes(given), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return key
}

/** A steady name for a page's words that does not say which page it is. */
export async function nameFor (page) {
  if (!window.crypto?.subtle) return page
  const given = document.querySelector('meta[name="draft-key"]')?.content ?? ''
  const digest = await window.crypto.subtle.digest('SHA-256', new TextEncoder().encode(given + page))
  return text(digest).slice(0, 22)
}

export async function put (name, value) {
  const secret = await ourKey()
  if (!secret) return false
  const iv = window.crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(name)
  const sealed = await window.crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, secret, new TextEncoder().encode(JSON.stringify(value)))
  try {
    window.sessionStorage.setItem(PREFIX + name, `${text(iv)}.${text(sealed)}`)
    return true
  } catch {
    return false
  }
}

export async function get (name) {
  const kept = window.sessionStorage.getItem(PREFIX + name)
  const secret = kept && await ourKey()
  if (!secret) return null
  const [iv, sealed] = kept.split('.').map(bytes)
  try {
    const plain = await window.crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }, secret, sealed)
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return null // Another account's words: not ours to read, and not ours to throw away before sign-out.
  }
}

export const drop = (name) => window.sessionStorage.removeItem(PREFIX + name)
export const names = () => Object.keys(window.sessionStorage).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))
export const wipe = () => names().forEach(drop)
