import { uploadLimits } from './upload-limits.rule.js'

/** A name to show: without folders, control or direction marks, and not longer than a line. It never names a file on our disk. */
export function fileName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{C}"<>|:*?]/gu, '').trim()
  return [...plain].slice(-uploadLimits.nameLength).join('') || 'dokumen'
}
