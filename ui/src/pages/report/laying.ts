/** Lays a report out in Rust and hands its pages on as drawings. */
import { ask, commands, pixels, type Edition } from '../../api/client';
import type { Laid } from './preview.svelte';

/** Puts the addresses of pictures into a drawing that names them by number. */
export function withPictures(drawing: string, number: number): string {
  return drawing.replaceAll(/href="laid:(\d+)"/g, (_, picture: string) => `href="${pixels(`laid/${number}/${picture}`)}"`);
}

export async function layOut(edition: Edition): Promise<Laid> {
  const laid = await ask(commands.layEdition(edition));
  return {
    pages: laid.pages,
    outline: laid.headings.map(({ title, level, page }) => ({ title, level: level - 1, page })),
    draw: async (page) => withPictures(await ask(commands.laidPage(laid.number, page)), laid.number),
  };
}
