import { Module } from '@nestjs/common'
import { IncidentsModule } from '../../incidents/incidents.module.js'
import { LettersModule } from '../../letters/letters.module.js'
import { LawModule } from '../../platform/law-loader/law.module.js'
import { IncidentChildrenController } from './children.controller.js'
import { DoorDesk } from './door-desk.service.js'
import { IncidentDoorController } from './door.controller.js'
import { IncidentActsController } from './incident-acts.controller.js'
import { IncidentCareController } from './incident-care.controller.js'
import { IncidentDesk } from './incident-desk.service.js'
import { DoorLettersController, IncidentLettersController } from './incident-letters.controller.js'
import { IncidentController } from './incident.controller.js'
import { IncidentsController } from './incidents.controller.js'

/** The pages about work accidents: the desk of a branch, and the door of employers and facilities. */
@Module({
  imports: [IncidentsModule, LawModule, LettersModule],
  controllers: [
    IncidentsController,
    IncidentController,
    IncidentCareController,
    IncidentActsController,
    IncidentChildrenController,
    IncidentLettersController,
    DoorLettersController,
    IncidentDoorController,
  ],
  providers: [IncidentDesk, DoorDesk],
})
export class IncidentPagesModule {}
