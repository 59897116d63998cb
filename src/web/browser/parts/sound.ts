/** One short, low sound, once, when a board stops being live and when an alert is said. A browser that forbids it is not argued with. */
export function sound(): void {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 330;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.3);
    tone.onended = () => void audio.close();
  } catch {
    // Silence: the words and the strip say it.
  }
}
