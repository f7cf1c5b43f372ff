export * from './ratio.js'
export * from './rupiah.js'
export * from './rupiah-in-words.js'
