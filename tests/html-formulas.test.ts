/** Formulas stand once, however many ways a page writes them, and say in a line what they say in two dimensions. */
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage } from './support/judged-page.ts';

const read = (body: string) => stringifyMarkdown(judgedPage(body).root).trim();
const E = '<mi>E</mi><mo>=</mo><mi>P</mi><mo>⋅</mo><mi>t</mi>';
const TEX = '<annotation encoding="application/x-tex">E = P \\cdot t</annotation>';
const GLYPHS = '<span class="base"><span>E</span><span>=</span></span><span class="base">P⋅t</span>';

test.each([
  [
    'KaTeX',
    `<span class="katex"><span class="katex-mathml"><math><semantics><mrow>${E}</mrow>${TEX}</semantics></math></span><span class="katex-html" aria-hidden="true">${GLYPHS}</span></span>`,
    'E = P \\cdot t',
  ],
  [
    'MathJax 2',
    `<span class="MathJax_Preview"></span><span class="MathJax"><nobr aria-hidden="true">${GLYPHS}</nobr><span class="MJX_Assistive_MathML" role="presentation"><math>${E}</math></span></span><script type="math/tex">E = P \\cdot t</script>`,
    'E = P \\cdot t',
  ],
  [
    'MathJax 2 without MathML',
    `<span class="MathJax_Display"><span class="MathJax">${GLYPHS}</span></span><script type="math/tex; mode=display">E = P \\cdot t</script>`,
    'E = P \\cdot t',
  ],
  [
    'a page that MathJax has not drawn',
    '<script type="math/tex; mode=display">% <![CDATA[\nE = P \\cdot t %]]></script>',
    'E = P \\cdot t',
  ],
  [
    'MathJax 3',
    `<mjx-container><mjx-math aria-hidden="true"><mjx-mi><mjx-c></mjx-c></mjx-mi></mjx-math><mjx-assistive-mml><math>${E}</math></mjx-assistive-mml></mjx-container>`,
    'E=P⋅t',
  ],
  [
    'MediaWiki',
    `<span class="mwe-math-element"><span style="display: none;"><math alttext="E=P"><semantics><mrow>${E}</mrow>${TEX}</semantics></math></span><img src="/f.svg" aria-hidden="true" alt="E=P"></span>`,
    'E = P \\cdot t',
  ],
])('a formula of %s stands once in its line', (_, html, tex) => {
  expect(read(`<p>Es gilt ${html}, wobei t die Zeit ist.</p>`)).toBe(
    `Es gilt \`${tex}\`, wobei t die Zeit ist.`,
  );
});

test.each([
  [
    '<mfrac><msub><mi>P</mi><mtext>ab</mtext></msub><msub><mi>P</mi><mtext>zu</mtext></msub></mfrac>',
    'P_ab/P_zu',
  ],
  ['<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac>', '(a+1)/2'],
  ['<msup><mi>x</mi><mn>2</mn></msup>', 'x^2'],
  ['<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>', '10^(−3)'],
  ['<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>', 'x_i^2'],
  [
    '<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>',
    '∑_(i=1)^n i',
  ],
  ['<msqrt><mn>2</mn></msqrt>', '√2'],
  ['<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>', '√(x+1)'],
  ['<mroot><mi>x</mi><mn>3</mn></mroot>', 'root(x, 3)'],
])('%s is %s', (math, text) => {
  expect(read(`<p>Es gilt <math>${math}</math>.</p>`)).toBe(`Es gilt \`${text}\`.`);
});
