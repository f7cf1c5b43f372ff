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
      const story = await withSql((sql) => findClaimStory(sql, number))
      if (!story) {
        process.stderr.write(`Klaim ${number} tidak ditemukan. Nomor klaim ada pada tanda terima.\n`)
        process.exitCode = 2
        return
      }
      if (options.json) {
        process.stdout.write(`${JSON.stringify(story)}\n`)
        return
      }
      const { claimStoryInWords } = await import('./claim-story-in-words.js')
      process.stdout.write(claimStoryInWords(story))
    })
}
