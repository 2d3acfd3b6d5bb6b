// Runs NanoDet-g's original graph (nanodet.json, nanodet.bin) with TensorFlow.js, which shares no code with ours.
// node tfjs-parity.mjs WEIGHTS_FOLDER INPUT OUTPUT
//   INPUT: float32 [3, 416, 416], RGB 0..255; OUTPUT: float32 scores [3549, 80], then bins [3549, 44].
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';

const [weightsFolder, inputFile, outputFile] = process.argv.slice(2);
const side = 416;
const bgrMean = [103.53, 116.28, 123.675];
const bgrDeviation = [57.375, 57.12, 58.395];

const floats = (bytes) => new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const rgb = floats(readFileSync(inputFile));
const input = Float32Array.from(rgb, (_, i) => {
  const channel = Math.floor(i / (side * side));
  return (rgb[(2 - channel) * side * side + (i % (side * side))] - bgrMean[channel]) / bgrDeviation[channel];
});

const manifest = JSON.parse(readFileSync(`${weightsFolder}/nanodet.json`, 'utf8'));
const values = readFileSync(`${weightsFolder}/nanodet.bin`);
const model = await loadGraphModel({
  load: async () => ({
    modelTopology: manifest.modelTopology,
    signature: manifest.signature,
    weightSpecs: manifest.weightsManifest[0].weights,
    weightData: values.buffer.slice(values.byteOffset, values.byteOffset + values.length),
  }),
});

const outputs = model.execute(tf.tensor(input, [1, 3, side, side]));
const parts = [80, 44].flatMap((width) =>
  outputs.filter((t) => t.shape[2] === width).sort((a, b) => b.shape[1] - a.shape[1]).map((t) => Buffer.from(t.dataSync().slice().buffer)));
writeFileSync(outputFile, Buffer.concat(parts));
