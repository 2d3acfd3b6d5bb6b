export const cameras = {
  title: "Cameras", line: "A camera sends its frames with a key of its own; each frame comes as an image.", name: "Camera", frames: "Frames received", last: "Last frame", never: "none yet", newName: "Name of the camera", add: "Add a camera", remove: "Remove",
  known: (n: number) => `, ${n.toLocaleString("en")} of them known already`, framesLine: "A picture that the project had already is kept once. A frame sent again with its number is not counted again.",
  key: "Key", keyTitle: (name: string) => `The key of ${name}`, keyLine: "This is the only time it is shown: copy it to the camera now. Lost? Remove the camera and add it again; its frames stay.", removeTitle: (name: string) => `Remove ${name}?`, removeLine: "Its key is worth nothing any more. The frames it has sent stay.",
  send: "Sending a frame", sendLine: "The key goes along as Authorization: Bearer KEY, or as X-Camera-Key: KEY. The number in sequence goes up by one with each frame: when a frame is sent again with its number, because no answer came, it is taken only once. It may be left out.",
  curl: (origin: string, id: string, key: string) => `curl --data-binary @frame.jpg -H 'Content-Type: image/jpeg' \\\n  -H 'Authorization: Bearer ${key}' \\\n  '${origin}/api/v1/cameras/${id}/frames?sequence=1'`,
};
