// CommonJS add-ons that require('@nestjs/…') fail inside Jest's ESM loader unless the Nest packages are loaded before them.
import 'reflect-metadata'
import '@nestjs/common'
import '@nestjs/core'
