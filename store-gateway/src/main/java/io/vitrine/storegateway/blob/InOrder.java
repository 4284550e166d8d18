package io.vitrine.storegateway.blob;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps it is given one after another on shared threads. It occupies a thread only while it has a step, and lets others in
 * after each few.
 */
final class InOrder implements Executor {
    private static final int STEPS_IN_A_ROW = 4;

    private final Executor threads;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private boolean running;
    private boolean inOrder = true;

    InOrder(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable step) {
        if (!enter(step)) {
            step.run();
        }
    }

    /** Nobody waits for the step that runs just now: those behind it are run here, and later ones by whoever brings them. */
    void overtake() {
        List<Runnable> waiting;
        synchronized (steps) {
            inOrder = false;
            waiting = List.copyOf(steps);
            steps.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** @return false when the caller is to run it */
    private boolean enter(Runnable step) {
        synchronized (steps) {
            if (!inOrder) {
                return false;
            }
            steps.add(step);
            if (running) {
                return true;
            }
            running = true;
        }
        threads.execute(this::some);
        return true;
    }

    private void some() {
        for (int i = 0; i < STEPS_IN_A_ROW; i++) {
            Runnable step = next();
            if (step == null) {
                return;
            }
            step.run();
        }
        threads.execute(this::some);
    }

    private @Nullable Runnable next() {
        synchronized (steps) {
            Runnable step = steps.poll();
            running = step != null;
            return step;
        }
    }
}
