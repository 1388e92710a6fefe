/** Lays a report out in Rust and hands its pages on as drawings. */
import { ask, commands, pixels, type Edition } from '../../api/client';
import type { Laid } from './preview.svelte';

/** Makes the links of a drawing marks that only the preview follows: left as they are they would lead out of the room. */
export function tamed(drawing: string): string {
  return drawing.replaceAll(/<a href="#page-(\d+)">/g, '<a data-page="$1">');
}

export async function layOut(edition: Edition): Promise<Laid> {
  const laid = await ask(commands.previewEdition(edition, null));
  const photos = pixels('').replace(/\/$/, '');
  return {
    pages: laid.pages,
    outline: laid.outline.map(({ title, level, page }) => ({ title, level: Math.max(0, level - 1), page })),
    draw: async (page) => tamed(await ask(commands.previewPage(laid.preview, page, photos))),
  };
}
