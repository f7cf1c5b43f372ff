import type { Command } from 'commander'
import { withSql } from './with-sql.js'

export function registerExplainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<nomor>', 'nomor klaim, misalnya JKM-PSR-2210-000002')
    .description('Ceritakan satu klaim: di mana, sejak kapan, siapa yang harus bertindak, apa berikutnya')
    .option('--json', 'hasil untuk mesin')
    .action(async (number: string, options: { json?: boolean }) => {
      const { findClaimStory } = await import('../claims/claim-story.query.js')
      const { findLettersOfClaim } = await import('../letters/letters-of-claim.query.js')
      const { SystemClock } = await import('../platform/clock/clock.js')
      const { KeyRing } = await import('../platform/personal-data/key-ring.js')
      const { PersonalData } = await import('../platform/personal-data/personal-data.service.js')
      const found = await withSql(async (sql) => {
        const personal = PersonalData.on(sql, new SystemClock(), KeyRing.from())
        const story = await findClaimStory(sql, personal, number)
        return story && { story, letters: await findLettersOfClaim(sql, story.id) }
      })
      if (!found) {
        process.stderr.write(`Klaim ${number} tidak ditemukan. Nomor klaim ada pada tanda terima.\n`)
        process.exitCode = 2
        return
      }
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ ...found.story, letters: found.letters })}\n`)
        return
      }
      const { claimStoryInWords } = await import('./claim-story-in-words.js')
      process.stdout.write(claimStoryInWords(found.story, found.letters))
    })
}
