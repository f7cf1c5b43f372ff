/**
 * Which documents the facts of a claim require, why, and what may lawfully stand in for them. The lists are data under
 * `config/checklists`; this library checks them and applies them, and never reads a file.
 */
export * from './vocabulary.js'
export {
  type Alternative,
  type ChecklistFile,
  checklistFile,
  type DocumentBasis,
  type DocumentsFile,
  documentsFile,
} from './checklist-files.js'
export * from './checklists.js'
