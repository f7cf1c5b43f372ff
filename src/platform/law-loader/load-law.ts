import { join, relative, sep } from 'node:path'
import { LawBook, type LawDocument } from '#libs/law'
import { findConfigDirectory } from './config-directory.js'
import { type ParsedFiles, recallParsed, rememberParsed } from './parsed-files.js'
import { type YamlFile, filesBelow, readYaml } from './read-yaml.js'

/**
 * Reads the law from a folder, one parameter per file; without a folder, the law of the product. Everything that is
 * wrong is said at once, with file and line; nothing starts on a law that is incomplete.
 * @throws LawBookError with every problem
 */
export function loadLaw(folder?: string): LawBook {
  return folder === undefined ? loadOwnLaw() : LawBook.of(readLawFiles(folder))
}

function loadOwnLaw(): LawBook {
  const config = findConfigDirectory()
  const memory = join(config, '..', 'dist', 'parsed-law.json')
  const before = recallParsed(memory)
  const files = readLawFiles(join(config, 'law'), before)
  const law = LawBook.of(files)
  if (files.length !== before.size || !files.every(({ digest }) => before.has(digest))) {
    rememberParsed(memory, new Map(files.map(({ digest, content }) => [digest, content])))
  }
  return law
}

/** `jkm/lump.yaml` becomes the document of the parameter `jkm.lump`. */
function readLawFiles(folder: string, before?: ParsedFiles): (LawDocument & YamlFile)[] {
  return filesBelow(folder).map((path) => {
    const name = relative(folder, path).replace(/\.\w+$/, '')
    return { name: name.split(sep).join('.'), ...readYaml(path, before) }
  })
}
