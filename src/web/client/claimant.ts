import { photoPage } from './claimant-photo.js'
import { everyPage } from './once.js'

photoPage()
everyPage()
