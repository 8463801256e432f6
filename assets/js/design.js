// Starts the design system's own pieces. Its catch-all start would bring every component along.
import { Radios as DesignRadios } from 'nhsuk-frontend/dist/nhsuk/components/radios/radios.mjs'
export { Button } from 'nhsuk-frontend/dist/nhsuk/components/button/button.mjs'
export { CharacterCount } from 'nhsuk-frontend/dist/nhsuk/components/character-count/character-count.mjs'
export { Checkboxes } from 'nhsuk-frontend/dist/nhsuk/components/checkboxes/checkboxes.mjs'
export { ErrorSummary } from 'nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs'
export { PasswordInput } from 'nhsuk-frontend/dist/nhsuk/components/password-input/password-input.mjs'
export { SkipLink } from 'nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs'

/** A radio button may not say that it is expanded (ARIA allows it on checkboxes only); what it opens follows it directly. */
export class Radios extends DesignRadios {
  syncConditionalRevealWithInputState (input) {
    super.syncConditionalRevealWithInputState(input)
    input.removeAttribute('aria-expanded')
  }
}

export function createAll (Piece, scope = document) {
  for (const root of scope.querySelectorAll(`[data-module="${Piece.moduleName}"]`)) {
    try {
      new Piece(root)
    } catch (fault) {
      if (fault.name !== 'InitError') console.error(fault)
    }
  }
}
