import { useState } from "react";
import type { Model } from "../../api/types";
import { CopyButton } from "../../parts/CopyButton";
import { texts } from "../../texts/en";

const t = texts.snippets;
type Language = "curl" | "python" | "csharp";

/** One image to the model, from a program. */
export function Snippets({ model }: { readonly model: Model }) {
  const [language, setLanguage] = useState<Language>("curl");
  const code = codeOf(language, `${location.origin}/api/v1/projects/${model.projectId}/predict?modelId=${model.id}`);
  return (
    <section className="card stack-small">
      <h3>{texts.models.snippet}</h3>
      <div className="row" role="group" aria-label={t.language}>{(["curl", "python", "csharp"] as const).map((one) => (
        <button key={one} className={`button small${language === one ? " primary" : ""}`} aria-pressed={language === one} onClick={() => setLanguage(one)}>{t.names[one]}</button>
      ))}
        <span className="grow" />
        <CopyButton className="small" text={code} />
      </div>
      <pre className="code" tabIndex={0}>{code}</pre>
      <p className="muted small">{t.line}</p>
    </section>
  );
}

function codeOf(language: Language, url: string): string {
  switch (language) {
    case "curl": return `curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' \\\n  '${url}'`;
    case "python": return `import requests\n\nwith open("photo.jpg", "rb") as photo:\n    answer = requests.post("${url}",\n                           data=photo, headers={"Content-Type": "image/jpeg"})\nanswer.raise_for_status()\nfor one in answer.json()["detections"]:\n    print(one["label"], round(one["score"], 2), one["box"])`;
    case "csharp": return `using System.Net.Http.Json;\nusing System.Text.Json;\n\nusing var http = new HttpClient();\nusing var photo = new StreamContent(File.OpenRead("photo.jpg"));\nphoto.Headers.ContentType = new("image/jpeg");\nusing var answer = await http.PostAsync("${url}", photo);\nvar found = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();\nforeach (var one in found.GetProperty("detections").EnumerateArray())\n    Console.WriteLine($"{one.GetProperty("label")} {one.GetProperty("score").GetDouble():0.00} {one.GetProperty("box")}");`;
  }
}
