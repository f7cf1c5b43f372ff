import { everyPage } from './once.js'

everyPage()
