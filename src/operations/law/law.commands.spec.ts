import { Command } from 'commander'
import { registerLawCommands } from './law.commands.js'

function run(...words: string[]): string {
  let written = ''
  const program = new Command().exitOverride().configureOutput({
    writeOut: (text) => (written += text),
    writeErr: (text) => (written += text),
  })
  registerLawCommands(program)
  try {
    program.parse(['law', ...words], { from: 'user' })
  } catch (e) {
    written += String(e)
  }
  return written
}
test('x', () => {
  for (const w of [
    ['list'],
    ['show', 'jkm.lump', '2024-05-01'],
    ['show', 'stmb.days_per_month'],
    ['show', 'contribution.relief', '2026-05-01'],
    ['diff', '2019-12-01', '2019-12-02'],
    ['show', 'jkm.lumpsum'],
    ['show', 'jkm.lump', '2024-13-01'],
    ['list', '--law', 'config/calendar'],
    ['diff', '2026-03-01', '2026-04-01', '--json'],
  ])
    console.log(run(...w))
})
