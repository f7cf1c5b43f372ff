import { join, relative, sep } from 'node:path'
import { LawBook, type LawDocument } from '#libs/law'
import { findConfigDirectory } from './config-directory.js'
import { filesBelow, readYaml } from './read-yaml.js'

/**
 * Reads the law from a folder, one parameter per file. Everything that is wrong is said at once, with file and line;
 * nothing starts on a law that is incomplete.
 * @throws LawBookError with every problem
 */
export function loadLaw(folder: string = join(findConfigDirectory(), 'law')): LawBook {
  return LawBook.of(readLawDocuments(folder))
}

/** `jkm/lump.yaml` becomes the document of the parameter `jkm.lump`. */
export function readLawDocuments(folder: string): LawDocument[] {
  return filesBelow(folder).map((path) => {
    const name = relative(folder, path).replace(/\.\w+$/, '')
    return { name: name.split(sep).join('.'), ...readYaml(path) }
  })
}
