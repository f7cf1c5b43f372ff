/** A number that somebody wants to keep: a button that copies it, shown only where that works. */
export function copyButton(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-copy]')
  const number = document.getElementById(button?.dataset.copy ?? '')
  if (!button || !number || !('clipboard' in navigator)) return
  button.hidden = false
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(number.innerText.trim()).then(() => {
      button.textContent = button.dataset.copied ?? ''
    })
  })
}
