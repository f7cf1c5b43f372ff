import { desk } from './desk.js'
import { everyPage } from './once.js'

everyPage()
desk()
