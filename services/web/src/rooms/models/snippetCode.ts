export type Language = "curl" | "python" | "csharp";

/** Stands where a person's own key belongs. */
export const KeyPlaceholder = "YOUR_KEY";

/** A program that sends one image to the model; with a key where the server asks for one. */
export function snippetCode(language: Language, url: string, hasKey: boolean): string {
  switch (language) {
    case "curl": return `curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' \\\n${hasKey ? `  -H 'Authorization: Bearer ${KeyPlaceholder}' \\\n` : ""}  '${url}'`;
    case "python": return `import requests\n\nwith open("photo.jpg", "rb") as photo:\n    answer = requests.post("${url}",\n                           data=photo, headers={"Content-Type": "image/jpeg"${hasKey ? `,\n                                                "Authorization": "Bearer ${KeyPlaceholder}"` : ""}})\nanswer.raise_for_status()\nfor one in answer.json()["detections"]:\n    print(one["label"], round(one["score"], 2), one["box"])`;
    case "csharp": return `using System.Net.Http.Json;\nusing System.Text.Json;\n\nusing var http = new HttpClient();\n${hasKey ? `http.DefaultRequestHeaders.Authorization = new("Bearer", "${KeyPlaceholder}");\n` : ""}using var photo = new StreamContent(File.OpenRead("photo.jpg"));\nphoto.Headers.ContentType = new("image/jpeg");\nusing var answer = await http.PostAsync("${url}", photo);\nvar found = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();\nforeach (var one in found.GetProperty("detections").EnumerateArray())\n    Console.WriteLine($"{one.GetProperty("label")} {one.GetProperty("score").GetDouble():0.00} {one.GetProperty("box")}");`;
  }
}
