import type { ComponentChildren } from 'preact'
import { usePage } from './page-context.js'

interface HtmlPageProps {
  title: string
  /** Which door: its style sheet and its script. */
  door: 'claimant' | 'staff'
  children: ComponentChildren
}

/** The frame of every page: language, title, one style sheet and one small script. */
export function HtmlPage({ title, door, children }: HtmlPageProps) {
  const { assets, language, operator } = usePage()
  return (
    <html lang={language} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${operator.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#0d5c4d" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets[`${door}.css`]} />
        <script src={assets[`${door}.js`]} defer />
      </head>
      <body class="govuk-template__body">{children}</body>
    </html>
  )
}
