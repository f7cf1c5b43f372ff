/**
 * `npm start`: opens the database (the embedded one unless DATABASE_URL names another), brings its schema up to date,
 * runs the story of Paser on a new database, then keeps one web and one worker process going until it is stopped.
 */
import 'reflect-metadata'
import { startProduct } from './operations/start-product.js'
import { endWithReason } from './platform/problem/failed-start.js'

const NEEDS_NODE = 24
if (Number(process.versions.node.split('.')[0]) < NEEDS_NODE) {
  process.stderr.write(
    `Santun runs on Node ${NEEDS_NODE}, which "npm ci" brings along: start it with "npm start".\n`,
  )
  process.exit(2)
}
await startProduct().catch(endWithReason)
