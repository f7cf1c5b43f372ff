import type { NestExpressApplication } from '@nestjs/platform-express'
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger'
import { CreateClaimDto } from '../../intake/claim-answers.dto.js'
import { CareBillDto, CareNoteDto, StmbPeriodDto } from '../../incidents/care.dto.js'
import { IncidentStepDto } from '../../incidents/incident-step.dto.js'
import { NoticeDto } from '../../incidents/notice.dto.js'
import { AskCoverageDto } from '../../membership/ask-coverage.dto.js'
import { SettleCoverageDto } from '../../membership/settle-coverage.dto.js'
import { InvestigationAnswerDto } from '../../verification/investigation.dto.js'
import { FamilyDto } from '../../verification/family.dto.js'
import { SettleHeirsDto } from '../../verification/settle-heirs.dto.js'
import { eventInputs } from '../../intake/event-input.dto.js'
import { ListClaimsDto } from '../claims/list-claims.dto.js'
import { DecideDocumentDto, DeclareMissingDto } from '../documents/documents.dto.js'
import { DeclaredDto, ReopenBatchDto } from '../payments/payment-batch.dto.js'
import { API } from '../paths.js'
import { ProblemWords } from '../../platform/problem/problem-words.js'
import { YearStepDto } from '../../scholarship/scholarship-step.dto.js'
import { AskedRunDto, BegunRunDto } from '../scholarships/scholarship-runs.dto.js'
import { ListSchoolYearsDto } from '../scholarships/school-years.dto.js'
import { YearApplicationDto } from '../scholarships/year-applications.dto.js'
import { SignInDto } from '../sessions/session.dto.js'
import { accessOfOperations, describeAnswers, type Operation, operationIdOf } from './describe-answers.js'
import { describeInput } from './describe-input.js'
import { examples } from './examples.js'
import { ProblemDto } from './problem.dto.js'

const inputs = [
  SignInDto,
  CreateClaimDto,
  ListClaimsDto,
  InvestigationAnswerDto,
  FamilyDto,
  SettleHeirsDto,
  DecideDocumentDto,
  DeclareMissingDto,
  DeclaredDto,
  ReopenBatchDto,
  AskCoverageDto,
  SettleCoverageDto,
  NoticeDto,
  IncidentStepDto,
  CareNoteDto,
  StmbPeriodDto,
  CareBillDto,
  ListSchoolYearsDto,
  YearStepDto,
  AskedRunDto,
  BegunRunDto,
  YearApplicationDto,
  ...eventInputs,
]

const about = `The claims engine for work-accident (JKK), death (JKM) and child-scholarship benefits.

Amounts are whole rupiah as integers, always below 2^53. Dates are \`YYYY-MM-DD\` at the branch; instants are UTC.
A claim carries its version as ETag; a step on it needs \`If-Match\` and \`Idempotency-Key\`.
Whatever does not succeed is answered as \`application/problem+json\` with a \`code\` that never changes.`

/** OpenAPI 3.1 of every route of the machine door. */
export function openApiDocument(application: NestExpressApplication, version: string): OpenAPIObject {
  inputs.forEach(describeInput)
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Santun')
    .setDescription(about)
    .setVersion(version)
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'The token of POST /api/v1/sessions',
    })
    .build()
  const document = SwaggerModule.createDocument(application, config, {
    extraModels: [ProblemDto],
    operationIdFactory: operationIdOf,
  })
  const access = accessOfOperations(application)
  const words = application.get(ProblemWords, { strict: false })
  for (const operation of operationsOf(document))
    describeAnswers(operation, access.get(operation.operationId ?? '') ?? [], words)
  for (const [dto, example] of examples)
    Object.assign(document.components?.schemas?.[dto.name] ?? {}, { example })
  return document
}

/** The document as JSON, and a page to browse and try it; everything the page needs comes from here. */
export function mountOpenApi(application: NestExpressApplication, version: string): void {
  SwaggerModule.setup(`${API}/docs`, application, () => openApiDocument(application, version), {
    jsonDocumentUrl: `${API}/openapi.json`,
    raw: ['json'],
    customSiteTitle: 'Santun — API',
    swaggerOptions: { validatorUrl: 'none', persistAuthorization: false },
  })
}

export function operationsOf(document: OpenAPIObject): Operation[] {
  const methods = ['get', 'head', 'options', 'post', 'put', 'delete', 'patch'] as const
  return Object.values(document.paths).flatMap((path) =>
    methods.flatMap((method) => (path[method] ? [path[method] as Operation] : [])),
  )
}
