import type { Graph } from '../../graph/document';

/** Python's keywords that are valid ids. PyTorch and Keras scripts share one list of reserved names. */
const KEYWORDS =
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case';

/** Attributes of torch.nn.Module: a layer of that name would overwrite the method, or be refused. */
const MODULE_NAMES =
  'add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad';

/** Names that the script's own functions use. */
const SCRIPT_NAMES = 'x self super torch nn np keras layers torch_init';

const RESERVED: ReadonlySet<string> = new Set([KEYWORDS, MODULE_NAMES, SCRIPT_NAMES].flatMap((names) => names.split(' ')));

/** Keras's default names of layers: it refuses a model in which two layers have the same name. */
const KERAS_NAME =
  /^(re_lu|leaky_re_lu|elu|activation|softmax|zero_padding2d|cropping2d|permute|get_item|infinite_padding2d|input_layer)(_\d+)?$/;

function isFree(name: string): boolean {
  return !RESERVED.has(name) && !KERAS_NAME.test(name);
}

/**
 * A Python identifier for every node of a graph, by id: the id itself if possible, independent of the other nodes. It is
 * an attribute of PyTorch's model, the name of Keras's layer, and a variable.
 */
export function identifiersOf(graph: Graph): ReadonlyMap<string, string> {
  const ids = Object.keys(graph.nodes).sort();
  const plain = ids.filter((id) => !id.includes('-') && isFree(id));
  const names = new Map(plain.map((id) => [id, id]));
  const taken = new Set(plain);
  for (const id of ids) {
    if (names.has(id)) continue;
    const base = id.replaceAll('-', '_');
    let name = isFree(base) ? base : `${base}_`;
    for (let number = 2; taken.has(name); number++) {
      const numbered = `${base}_${number}`;
      name = isFree(numbered) ? numbered : `${numbered}_`;
    }
    names.set(id, name);
    taken.add(name);
  }
  return names;
}

/** The width at which text is wrapped. */
const WIDTH = 100;

/** Breaks text into lines at its own line breaks and, where a line is too long, at spaces. */
function wrap(text: string, width: number): readonly string[] {
  return text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.trim().split(/\s+/)) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Characters to escape in a source file: control characters, and those that change the reading direction. */
const UNSEEN = /[\p{C}\u2028\u2029]/gu;

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** A character as a Python escape. A lone surrogate is replaced. */
function escaped(character: string): string {
  const code = isSurrogate(codePoint(character)) ? 0xfffd : codePoint(character);
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Any text as a Python string. */
export function pythonString(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(UNSEEN, escaped)}"`;
}

/** Any text as one line without invisible characters. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

/** Any text as lines of a docstring, escaped so that they cannot end it. */
export function docLines(text: string, width = WIDTH): readonly string[] {
  // In a row of quotes all but the last are escaped, so that there are never three.
  return wrap(text, width).map((line) =>
    line
      .replaceAll('\\', '\\\\')
      .replace(/"(?="|$)/g, '\\"')
      .replace(UNSEEN, escaped),
  );
}

/** Any text as lines of comment. */
export function commentLines(text: string, width = WIDTH): readonly string[] {
  return wrap(text, width).map((line) => `# ${line.replace(UNSEEN, '\ufffd')}`.trimEnd());
}

/** Indents lines; empty ones stay empty. */
export function indent(lines: readonly string[], depth = 1): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${'    '.repeat(depth)}${line}`));
}

/** 1,234,567 */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
