import { useNavigate } from "react-router";
import { texts } from "../texts/en";

/** Back to where one came from; to the projects, where the address was opened by itself. */
export function BackButton() {
  const navigate = useNavigate();
  const hasBefore = ((history.state as { idx?: number } | null)?.idx ?? 0) > 0;
  return <button className="button small" onClick={() => void (hasBefore ? navigate(-1) : navigate("/"))}>{texts.common.back}</button>;
}
