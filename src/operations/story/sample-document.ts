/**
 * A small real PDF of one page that says what it stands for. It is plainly marked as an example, so that nobody ever
 * takes it for a document.
 */
export function sampleDocument(title: string, lines: readonly string[]): Buffer {
  const text = [`BT /F1 20 Tf 60 770 Td (${escaped(title)}) Tj`]
  for (const line of ['CONTOH UNTUK PERAGAAN - bukan dokumen asli', ...lines])
    text.push(`/F1 12 Tf 0 -28 Td (${escaped(line)}) Tj`)
  const content = `${text.join('\n')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1')
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '-').replace(/([\\()])/g, '\\$1')
}
