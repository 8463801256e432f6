// Which of our tokens stands in for which colour of the design system, and which of its components we use.
export const applied = {
  'brand-colour': 'brand', 'text-colour': 'ink', 'reverse-text-colour': 'on-brand', 'template-background-colour': 'paper',
  'body-background-colour': 'paper', 'card-background-colour': 'card', 'print-text-colour': 'print-ink', 'secondary-text-colour': 'quiet',
  'reverse-secondary-text-colour': 'on-brand', 'focus-colour': 'focus', 'focus-text-colour': 'on-focus', 'error-colour': 'error',
  'success-colour': 'good', 'border-colour': 'line', 'border-hover-colour': 'line-strong', 'secondary-border-colour': 'line',
  'reverse-border-colour': 'line', 'input-border-colour': 'box-line', 'hover-colour': 'line-strong', 'reverse-hover-colour': 'brand',
  'target-hover-colour': 'wash', 'reverse-target-hover-colour': 'brand', 'input-background-colour': 'field', 'code-colour': 'ink',
  'link-colour': 'link', 'link-visited-colour': 'link', 'link-hover-colour': 'link-hover', 'link-active-colour': 'ink',
  'button-colour': 'act', 'button-text-colour': 'on-act', 'button-hover-colour': 'act-hover', 'button-active-colour': 'act-hover', 'button-shadow-colour': 'act-edge',
  'secondary-button-solid-background-colour': 'card', 'secondary-button-border-colour': 'act', 'secondary-button-text-colour': 'act',
  'secondary-button-hover-colour': 'wash', 'secondary-button-active-colour': 'wash', 'secondary-button-shadow-colour': 'act',
  'reverse-button-colour': 'card', 'reverse-button-text-colour': 'ink', 'reverse-button-hover-colour': 'wash', 'reverse-button-active-colour': 'wash', 'reverse-button-shadow-colour': 'line-strong',
  'warning-button-colour': 'stop', 'warning-button-hover-colour': 'stop-hover', 'warning-button-active-colour': 'stop-hover', 'warning-button-shadow-colour': 'stop-edge',
  'login-button-colour': 'act', 'login-button-hover-colour': 'act-hover', 'login-button-active-colour': 'act-hover', 'login-button-shadow-colour': 'act-edge'
}

export const palette = {
  blue: 'act', white: 'card', black: 'ink', green: 'good', purple: 'link', 'dark-pink': 'link-hover', red: 'error', yellow: 'focus',
  'dark-blue': 'brand', 'pale-yellow': 'wash', 'warm-yellow': 'focus', orange: 'focus', 'aqua-green': 'good', pink: 'link-hover',
  'grey-1': 'quiet', 'grey-2': 'box-line', 'grey-3': 'line-strong', 'grey-4': 'line', 'grey-5': 'paper'
}

// Cards, tags, tables, header and footer are our own (scss/), smaller and warmer.
export const components = [
  'button', 'error-message', 'error-summary', 'fieldset', 'hint', 'label', 'checkboxes', 'input', 'radios', 'select', 'textarea',
  'character-count', 'date-input', 'password-input', 'details', 'inset-text', 'summary-list', 'back-link', 'skip-link'
]
