// Whoever listens to meters and sources listens to the whole process, so tests run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
