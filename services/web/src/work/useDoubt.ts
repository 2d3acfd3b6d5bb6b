import { useMemo } from "react";
import { useModel, useModels } from "../api/queries";
import { doubtBy, type Doubt } from "./doubt";

/** The words for a doubt, by the calibration of the model in use. */
export function useDoubt(project: string): Doubt {
  const models = useModels(project).data?.items ?? [];
  const calibration = useModel(project, (models.find((model) => model.promoted) ?? models[0])?.id).data?.report?.calibration;
  return useMemo(() => doubtBy(calibration), [calibration]);
}
