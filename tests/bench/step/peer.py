"""The same network and training step in PyTorch (Debian: apt-get install python3-torch, run with /usr/bin/python3).

usage: peer.py FOLDER THREADS   FOLDER holds weights.safetensors, pixels.bin and batch.json of the bench.
Reads commands from standard input and answers each with one line of JSON:
  agree        writes logits.bin (float32) to FOLDER, answers the loss of the first batch
  passes N     N times forward and backward of a plain sum; answers milliseconds per pass
  steps N      N training steps (forward, assignment, loss, backward, AdamW, EMA); answers milliseconds per step
"""
import json
import sys
import time
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore", message="scatter_reduce")
BINS = 11
STRIDES = (8, 16, 32)
MEAN = (123.675, 116.28, 103.53)
DEVIATION = (58.395, 57.12, 57.375)


class Conv(nn.Module):
    def __init__(self, inputs, outputs, size=3, stride=1, activated=True):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs, size, size))
        self.bias = nn.Parameter(torch.empty(outputs))
        self.stride, self.padding, self.activated = stride, size // 2, activated

    def forward(self, x):
        x = F.conv2d(x, self.weight, self.bias, self.stride, self.padding)
        return F.leaky_relu_(x, 0.1) if self.activated else x


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.reduce = Conv(channels, channels // 2)
        self.mix = Conv(channels // 2, channels // 2)

    def forward(self, x):
        reduced = self.reduce(x)
        return torch.cat([self.mix(reduced), reduced], 1)


class Stage(nn.Module):
    def __init__(self, channels, stride, residuals):
        super().__init__()
        self.entry = Conv(channels, channels, stride=stride)
        for i in range(residuals):
            self.add_module(f"residual{i}", Residual(channels))
        self.exit = Conv(channels, channels)
        self.residuals = residuals

    def forward(self, x):
        entry = x = self.entry(x)
        for i in range(self.residuals):
            x = getattr(self, f"residual{i}")(x)
        return torch.cat([self.exit(x), entry], 1)


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = Conv(3, 32, stride=2)
        self.stage4 = Stage(32, 1, 1)
        self.stage8 = Stage(64, 2, 2)
        self.stage16 = Stage(128, 2, 2)
        self.stage32 = Stage(256, 2, 3)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1), persistent=False)

    def forward(self, x):
        x = self.stem(((x - self.mean) / self.deviation).contiguous(memory_format=torch.channels_last))
        x = self.stage4(F.max_pool2d(x, 3, 2, 1))
        fine = self.stage8(x)
        middle = self.stage16(fine)
        return fine, middle, self.stage32(middle)


class Neck(nn.Module):
    def __init__(self):
        super().__init__()
        for i, channels in enumerate((128, 256, 512)):
            self.add_module(f"lateral{i}", Conv(channels, 128, size=1, activated=False))

    def forward(self, features):
        fine, middle, coarse = (getattr(self, f"lateral{i}")(x) for i, x in enumerate(features))
        middle = middle + up(coarse)
        fine = fine + up(middle)
        middle = middle + F.avg_pool2d(fine, 2)
        return fine, middle, coarse + F.avg_pool2d(middle, 2)


def up(x):
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class Level(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.shared = Conv(128, 128)
        self.classify = Conv(128, classes, size=1, activated=False)
        self.regress = Conv(128, 4 * BINS, size=1, activated=False)

    def forward(self, x):
        x = self.shared(x)
        return self.classify(x), self.regress(x)


class Head(nn.Module):
    def __init__(self, classes):
        super().__init__()
        for stride in STRIDES:
            self.add_module(f"level{stride}", Level(classes))

    def forward(self, features):
        levels = [getattr(self, f"level{stride}")(x) for stride, x in zip(STRIDES, features)]
        logits = torch.cat([rows(level[0]) for level in levels], 1)
        bins = torch.cat([rows(level[1]) for level in levels], 1)
        return logits, bins.unflatten(2, (4, BINS))


def rows(x):
    return x.flatten(2).transpose(1, 2)


class Detector(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.backbone = Backbone()
        self.neck = Neck()
        self.head = Head(classes)

    def forward(self, x):
        return self.head(self.neck(self.backbone(x)))


class Anchors:
    def __init__(self, side):
        centres, strides = [], []
        for stride in STRIDES:
            at = (torch.arange(side // stride) + 0.5) * stride
            y, x = torch.meshgrid(at, at, indexing="ij")
            centres.append(torch.stack([x, y], -1).view(-1, 2))
            strides.append(torch.full((len(centres[-1]),), float(stride)))
        self.centres, self.strides = torch.cat(centres), torch.cat(strides)


def distances(bins):
    return bins.softmax(-1) @ torch.arange(BINS, dtype=torch.float32)


@torch.no_grad()
def assign(logits, boxes, targets, anchors, top=10, beta=6.0):
    """Task-aligned assignment (arXiv 2108.07755) of one image, vectorised over objects and anchors."""
    corners, classes = targets[:, :4], targets[:, 4].long()
    inside = (anchors.centres[None] >= corners[:, None, :2]).all(-1) & (anchors.centres[None] <= corners[:, None, 2:]).all(-1)
    nearest = (anchors.centres[None] - (corners[:, None, :2] + corners[:, None, 2:]) / 2).square().sum(-1).argmin(1)
    none = ~inside.any(1)
    inside[none, nearest[none]] = True
    low, high = torch.maximum(boxes[None, :, :2], corners[:, None, :2]), torch.minimum(boxes[None, :, 2:], corners[:, None, 2:])
    shared = (high - low).clamp(min=0).prod(-1)
    area = (boxes[:, 2:] - boxes[:, :2]).clamp(min=0).prod(-1)
    iou = shared / ((corners[:, 2:] - corners[:, :2]).prod(-1)[:, None] + area[None] - shared + 1e-9)
    alignment = logits.sigmoid()[:, classes].T * iou.clamp(min=1e-3) ** beta
    alignment = torch.where(inside, alignment, torch.full_like(alignment, -1.0))
    best = alignment.topk(top, 1)
    kept = torch.zeros_like(inside).scatter_(1, best.indices, best.values > 0)
    owner = torch.where(kept, iou + 1e-6, torch.zeros_like(iou)).max(0)
    anchor = (owner.values > 0).nonzero().squeeze(1)
    target = owner.indices[anchor]
    value, overlap = alignment[target, anchor], iou[target, anchor]
    most_value = torch.zeros(len(targets)).scatter_reduce_(0, target, value, "amax")
    most_overlap = torch.zeros(len(targets)).scatter_reduce_(0, target, overlap, "amax").clamp(min=0.1)
    return anchor, classes[target], value / most_value[target] * most_overlap[target], corners[target]


def loss_of(output, targets, anchors):
    """The generalized focal loss (arXiv 2006.04388)."""
    logits, bins = output
    with torch.no_grad():
        reach = distances(bins) * anchors.strides[None, :, None]
        boxes = torch.cat([anchors.centres - reach[..., :2], anchors.centres + reach[..., 2:]], -1)
    found = [assign(logits[i].detach(), boxes[i], target, anchors) for i, target in enumerate(targets)]
    place = torch.cat([one[0] for one in found])
    row = torch.cat([one[0] + i * len(anchors.strides) for i, one in enumerate(found)])
    classes, weights, truth = (torch.cat([one[k] for one in found]) for k in (1, 2, 3))
    flat = logits.reshape(-1, logits.shape[2])
    qualities = torch.zeros_like(flat)
    qualities[row, classes] = weights
    total = weights.sum().clamp(min=1)
    quality = ((qualities - flat.sigmoid()) ** 2 * F.binary_cross_entropy_with_logits(flat, qualities, reduction="none")).sum()

    centre, stride = anchors.centres[place], anchors.strides[place][:, None]
    wanted = (torch.cat([centre - truth[:, :2], truth[:, 2:] - centre], 1) / stride).clamp(0, BINS - 1)
    chosen = bins.reshape(-1, 4, BINS)[row]
    log = chosen.log_softmax(2)
    lower = wanted.floor().clamp(0, BINS - 2)
    share = wanted - lower
    index = lower.long()[..., None]
    sides = -(log.gather(2, index)[..., 0] * (1 - share) + log.gather(2, index + 1)[..., 0] * share)
    edges = (sides.mean(1) * weights).sum()

    reach = distances(chosen) * stride
    box = torch.cat([centre - reach[:, :2], centre + reach[:, 2:]], 1)
    overlap = (giou_loss(box, truth) * weights).sum()
    return quality / total + 0.25 * edges / total + 2 * overlap / total


def giou_loss(a, b):
    def area(low, high):
        return (high - low).clamp(min=0).prod(1)

    shared = area(torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:]))
    hull = area(torch.minimum(a[:, :2], b[:, :2]), torch.maximum(a[:, 2:], b[:, 2:]))
    union = area(a[:, :2], a[:, 2:]) + area(b[:, :2], b[:, 2:]) - shared
    return 1 - (shared / (union + 1e-7) - (hull - union) / (hull + 1e-7))


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        values = file.read()
    return {
        name: torch.from_numpy(np.frombuffer(values[slice(*about["data_offsets"])], np.float32).reshape(about["shape"]).copy())
        for name, about in header.items() if name != "__metadata__"
    }


class Bench:
    def __init__(self, folder, threads):
        torch.set_num_threads(threads)
        self.folder = folder
        about = json.load(open(f"{folder}/batch.json"))
        self.targets = [torch.tensor(target, dtype=torch.float32).view(-1, 5) for target in about["targets"]]
        side, count = about["side"], len(self.targets)
        self.pixels = torch.from_numpy(np.fromfile(f"{folder}/pixels.bin", np.uint8).reshape(count, side, side, 3))
        self.anchors = Anchors(side)
        self.network = Detector(about["classes"])
        self.network.load_state_dict(read_safetensors(f"{folder}/weights.safetensors"))
        self.network.to(memory_format=torch.channels_last)
        backbone = list(self.network.backbone.parameters())
        rest = list(self.network.neck.parameters()) + list(self.network.head.parameters())
        groups = [
            {"params": [p for p in group if (p.dim() > 1) == decays], "lr": about["rate"] * factor, "weight_decay": 0.05 if decays else 0.0}
            for group, factor in ((backbone, 0.25), (rest, 1.0)) for decays in (True, False)
        ]
        self.optimizer = torch.optim.AdamW(groups, foreach=True)
        self.weights = [p for p in self.network.parameters()]
        self.average = [p.detach().clone() for p in self.weights]

    def images(self):
        return self.pixels.to(torch.float32).permute(0, 3, 1, 2)

    def agree(self):
        output = self.network(self.images())
        output[0].detach().contiguous().numpy().tofile(f"{self.folder}/logits.bin")
        return float(loss_of(output, self.targets, self.anchors))

    def one_pass(self):
        logits, bins = self.network(self.images())
        (logits.sum() + bins.sum()).backward()
        self.optimizer.zero_grad(set_to_none=True)

    def one_step(self):
        loss = loss_of(self.network(self.images()), self.targets, self.anchors)
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            torch._foreach_mul_(self.average, 0.98)
            torch._foreach_add_(self.average, [p.detach() for p in self.weights], alpha=0.02)


def timed(action, count):
    start = time.perf_counter()
    for _ in range(count):
        action()
    return (time.perf_counter() - start) * 1000 / count


def main():
    bench = Bench(sys.argv[1], int(sys.argv[2]))
    for line in sys.stdin:
        word, *rest = line.split()
        answer = {
            "agree": lambda: bench.agree(),
            "passes": lambda: timed(bench.one_pass, int(rest[0])),
            "steps": lambda: timed(bench.one_step, int(rest[0])),
        }[word]()
        print(json.dumps({"version": torch.__version__, "value": answer}), flush=True)


main()
