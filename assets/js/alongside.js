// Everything here is a comfort: each page works without it. No part may stop another from starting.
import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink } from './design.js'
import { startLeave } from './leave.js'
import { startAloud } from './aloud.js'
import { startDrafts } from './drafts.js'
import { startLive } from './live.js'
import { startUploads } from './upload.js'
import { startSending } from './sending.js'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')

const design = () => [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink].forEach((piece) => createAll(piece))
for (const start of [startLeave, design, startDrafts, startUploads, startSending, startLive, startAloud]) {
  try {
    start()
  } catch (fault) {
    console.error(fault)
  }
}
