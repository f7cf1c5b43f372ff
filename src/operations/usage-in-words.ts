import { type Command, type CommanderError, Help } from 'commander'

/** What each kind of wrong use is called, by commander's code; $1 and $2 stand for what its message quotes. */
const faults: Record<string, string> = {
  'commander.unknownCommand': 'Perintah $1 tidak dikenal.',
  'commander.unknownOption': 'Opsi $1 tidak dikenal.',
  'commander.missingArgument': 'Isian <$1> belum ada.',
  'commander.optionMissingArgument': 'Opsi $1 belum diberi nilai.',
  'commander.missingMandatoryOptionValue': 'Opsi $1 wajib ada.',
  'commander.conflictingOption': 'Opsi $1 tidak dapat dipakai bersama $2.',
  'commander.excessArguments': 'Isian terlalu banyak.',
}

const titles: Record<string, string> = {
  'Usage:': 'Cara pakai:',
  'Arguments:': 'Isian:',
  'Options:': 'Opsi:',
  'Commands:': 'Perintah:',
}

const standard = new Help()
const inOurWords = (text: string): string =>
  text
    .replace('[options]', '[opsi]')
    .replace('[command]', '[perintah]')
    .replace('(choices: ', '(pilihan: ')
    .replace(/(\(|, )default: /, '$1bawaan: ')

/** Lets a program, and every command that is added to it later, help in Indonesian and leave what went wrong to us. */
export function helpInIndonesian(program: Command): Command {
  return program
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      commandUsage: (command) => inOurWords(standard.commandUsage(command)),
      subcommandTerm: (command) => inOurWords(standard.subcommandTerm(command)),
      optionDescription: (option) => inOurWords(standard.optionDescription(option)),
    })
    .helpOption('-h, --help', 'tampilkan bantuan')
    .helpCommand('help [perintah]', 'tampilkan bantuan sebuah perintah')
}

/** What was wrong with the use of the command line, and where the right use is shown. */
export function wrongUseInWords({ code, message }: CommanderError, group?: string): string {
  if (!code.startsWith('commander.') || code === 'commander.error') return message
  const [first = '', second = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted)
  // The reason behind "is invalid" is ours already.
  const [, value = first, reason = ''] =
    /'([^']*)' is invalid(?: for argument '[^']*')?\. ?([^]*)$/.exec(message) ?? []
  const fault =
    code === 'commander.invalidArgument'
      ? `Nilai ${value} tidak sah. ${reason}`.trim()
      : (faults[code] ?? 'Perintah ini tidak dipahami.').replace('$1', first).replace('$2', second)
  const [, meant] = /\(Did you mean (?:one of )?([^]*?)\?\)/.exec(message) ?? []
  const suggestion = meant ? ` Maksud Anda ${meant}?` : ''
  return `${fault}${suggestion} Lihat caranya: npm run santun -- ${group ? `${group} ` : ''}--help`
}
