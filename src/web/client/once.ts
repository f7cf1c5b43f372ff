/** Every page: show what went wrong first, and send a form once however often its button is pressed. */
export function everyPage(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    // What opens in a window of its own leaves the form here to be sent.
    if (event.submitter instanceof HTMLButtonElement && event.submitter.formTarget !== '') return
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'yes'
    // After "back" the page may be shown again as it was.
    setTimeout(() => delete form.dataset.sent, 5000)
  })
}
