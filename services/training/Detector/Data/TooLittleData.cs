namespace Sightloop.Training.Detector.Data;

/// <summary>The labelled images do not suffice to train; the message says what is missing.</summary>
public sealed class TooLittleDataException(TooLittleData reason, string message) : Exception(message)
{
    public TooLittleData Reason { get; } = reason;
}

/// <summary>What is missing.</summary>
public enum TooLittleData
{
    NoClass,
    NoImage,
    NoBox,
    TooFewImages,
    OneClassOnly,
    NothingToTrainOn,
}
