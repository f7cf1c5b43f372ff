import { copyButton } from './copy.js'
import { photoPage } from './claimant-photo.js'
import { everyPage } from './once.js'

photoPage()
everyPage()
copyButton()
