import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { documentsFile } from '#libs/checklist'
import { findConfigDirectory } from '../../platform/law-loader/config-directory.js'
import { readYaml } from '../../platform/law-loader/read-yaml.js'
import { MessagePolicy } from '../message-policy.js'
import { wordsIn } from './message-template.js'

/** How documents are spoken of in a message: by name, unless a name tells a stranger what happened. */
@Injectable()
export class DocumentNames {
  private readonly documents = documentsFile.parse(
    readYaml(join(findConfigDirectory(), 'checklists', 'documents.yaml')).content,
  ).documents

  constructor(private readonly policy: MessagePolicy) {}

  /** `Kartu Keluarga dan KTP saksi`; counted where one of them may not be named. */
  inWords(codes: readonly string[]): string {
    const names = codes.map((code) => this.documents[code]?.name)
    const speakable = names.filter(
      (name): name is string =>
        name !== undefined && wordsIn(name, this.policy.rules.words_of_cause).length === 0,
    )
    if (codes.length === 0 || speakable.length < codes.length) return this.counted(codes)
    const last = speakable.at(-1) ?? ''
    return speakable.length === 1 ? last : `${speakable.slice(0, -1).join(', ')} dan ${last}`
  }

  /** `3 dokumen` */
  counted(codes: readonly string[]): string {
    return `${codes.length} dokumen`
  }
}
