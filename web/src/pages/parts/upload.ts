/*
 * upload.ts - sends one file and says how far it is. The browser's fetch does
 * not tell that, so this is the one place that uses XMLHttpRequest.
 */
import { ApiError, addressOf } from '@/api/client'
import type { Problem, Routes } from '@/api/types'
import { lang } from '@/i18n'

type UploadRoute = { [R in keyof Routes]: Routes[R]['body'] extends Blob ? R : never }[keyof Routes]

/** The server refuses larger ones; asking here saves the wait. */
export const UPLOAD_BYTES_MAX = 200 * 1024 * 1024

function problemFrom(status: number, text: string): Problem {
  const base: Problem = { type: 'about:blank', title: '', status, detail: '', code: '', request: '', problems: [], current: null }
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null ? { ...base, ...(said as Partial<Problem>) } : base
  } catch {
    return base
  }
}

export interface Upload<T> {
  done: Promise<T>
  cancel: () => void
}

/** `route` and its inputs as in call(); the answer's type comes from the route. */
export function upload<R extends UploadRoute>(
  route: R,
  inputs: { path?: Record<string, number>; query?: Record<string, unknown>; file: Blob },
  progress: (percent: number) => void,
): Upload<Routes[R]['answer']> {
  const request = new XMLHttpRequest()
  const done = new Promise<Routes[R]['answer']>((resolve, reject) => {
    request.open('POST', addressOf(route, inputs))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', lang.value)
    request.setRequestHeader('x-guatu', '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(Math.floor((100 * event.loaded) / event.total))
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as Routes[R]['answer'])
      else reject(new ApiError(request.status, problemFrom(request.status, request.responseText)))
    }
    request.onerror = () => reject(new ApiError(0, problemFrom(0, '')))
    request.onabort = () => reject(new ApiError(0, problemFrom(0, '')))
    request.send(inputs.file)
  })
  return { done, cancel: () => request.abort() }
}
