// The letters that the page's fonts have. Inter must have the `needed` ones; a `welcome` one that it lacks is left out.
const basicLatin = String.fromCharCode(...Array.from({length: 0x7f - 0x20}, (_, i) => 0x20 + i));

export const needed = basicLatin + '\u00a0±×°·²³½µ¹«»§©¿¡äöüÄÖÜÁÉÍÓÚÑßéèêëàâáçñïíîóôúûåæøœšč' +
    'αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ' + '‘’“”–—…−≤≥≠≈√∞∑∂∫' + '←→↑↓';
export const welcome = '₀₁₂₃₄₅₆₇₈₉⁰⁴⁵⁶⁷⁸⁹⁻⁺ⁿ∈∥⟨⟩●○■□▲△▶▼◀◆◇✓✗↔↕↺⏎⌘⌥⇧';
